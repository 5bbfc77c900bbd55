import { describe, expect, it } from 'vitest';
import { isFairdocError } from '../kernel/errors.ts';
import { type EncounterEvent, type EncounterStatus, isOpen, nextStatus } from './encounter-states.ts';

const close = (outcome: Extract<EncounterEvent, { type: 'close' }>['outcome']): EncounterEvent => ({
  type: 'close',
  outcome,
});
const [decide, worsen, record, ended]: EncounterEvent[] = [
  { type: 'decide' },
  { type: 'worsen' },
  { type: 'record' },
  { type: 'endedElsewhere' },
];

const REFUSED = 'refused';

describe('the lifecycle of an encounter', () => {
  it.each<[EncounterStatus, EncounterEvent | undefined, EncounterStatus | typeof REFUSED]>([
    ['waiting', decide, 'decided'],
    ['waiting', record, 'waiting'],
    ['waiting', worsen, 'waiting'],
    ['waiting', close('left'), 'closed'],
    ['waiting', close('died'), 'closed'],
    ['waiting', close('referred'), 'closed'],
    ['waiting', close('discharged'), REFUSED],
    ['waiting', close('admitted'), REFUSED],
    ['waiting', close('criticalCare'), REFUSED],
    ['waiting', ended, 'closed'],
    ['decided', decide, 'decided'],
    ['decided', record, 'decided'],
    ['decided', worsen, 'waiting'],
    ['decided', close('discharged'), 'closed'],
    ['decided', close('criticalCare'), 'closed'],
    ['decided', ended, 'closed'],
    ['closed', decide, REFUSED],
    ['closed', record, REFUSED],
    ['closed', close('left'), REFUSED],
    ['closed', ended, REFUSED],
    ['imported', decide, REFUSED],
    ['imported', record, REFUSED],
    ['imported', close('discharged'), REFUSED],
  ])('%s, then %o: %s', (status, event, expected) => {
    if (event === undefined) throw new Error('the table is wrong');
    let result: string;
    try {
      result = nextStatus(status, event);
    } catch (thrown) {
      if (!isFairdocError(thrown, 'clinic.encounterState')) throw thrown;
      result = REFUSED;
    }
    expect(result).toBe(expected);
  });

  it('counts those who wait and those who were decided on as being in the department', () => {
    const all: EncounterStatus[] = ['waiting', 'decided', 'closed', 'imported'];
    expect(all.filter(isOpen)).toEqual(['waiting', 'decided']);
  });
});
