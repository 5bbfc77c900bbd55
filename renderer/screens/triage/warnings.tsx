import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './proposal.module.css';

/** Contradictions and values to check, in words. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className={classes.notes} aria-label="To check">
      <IconAlertTriangle size={19} stroke={1.7} aria-hidden />
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </section>
  );
}
