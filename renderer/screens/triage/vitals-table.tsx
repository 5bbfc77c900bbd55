import type { Observation } from '../../../core/contract/index.ts';
import { formatRelative } from '../../app/format.ts';
import { historyOf, measuredAt, VITAL_ORDER, vitalText } from '../../components/clinical/vitals-words.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './vitals-table.module.css';

/** The latest of each vital sign, what it was before, and when. A choice opens its history as evidence. */
export function VitalsTable({
  observations,
  chosen,
  onChoose,
}: {
  observations: readonly Observation[];
  chosen: string | null;
  onChoose: (vital: string) => void;
}) {
  const now = useNow();
  const rows = VITAL_ORDER.map(([vital, label]) => ({
    vital,
    label,
    values: historyOf(observations, vital),
  }));
  const unmeasured = rows
    .filter(({ values }) => values.length === 0)
    .map(({ label }) => `${label.charAt(0).toLowerCase()}${label.slice(1)}`);
  return (
    <>
      <ul className={classes.list}>
        {rows.map(({ vital, label, values }) => {
          const [latest, before] = values;
          if (latest === undefined) return null;
          return (
            <li key={vital}>
              <button
                type="button"
                className={classes.row}
                aria-pressed={vital === chosen}
                onClick={() => onChoose(vital)}
              >
                <span className={classes.label}>{label}</span>
                <span>
                  <span className={classes.value}>{vitalText(latest)}</span>
                  {before === undefined || before.value === latest.value ? null : (
                    <span className={classes.before}>was {vitalText(before)}</span>
                  )}
                </span>
                <span className={classes.when}>{formatRelative(measuredAt(latest), now)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {unmeasured.length === 0 ? null : (
        <p className={classes.unmeasured}>
          {unmeasured.length === rows.length
            ? 'None measured yet.'
            : `Not measured: ${unmeasured.join(', ')}.`}
        </p>
      )}
    </>
  );
}
