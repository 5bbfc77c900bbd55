import { FairdocError } from '../../kernel/errors.ts';

/** How many values of a column an error lists. */
const LISTED = 12;

const quoted = (values: readonly string[]) => {
  const shown = values.slice(0, LISTED).map((value) => `“${value}”`);
  const more = values.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

export const unknownColumn = (name: string, columns: readonly string[]) =>
  new FairdocError(
    'invalid',
    'fairness.unknownColumn',
    `The file has no column “${name}”.`,
    `Choose from its columns: ${columns.join(', ')}.`,
    { details: { column: name, columns } },
  );

export const ambiguousColumn = (name: string) =>
  new FairdocError(
    'invalid',
    'fairness.ambiguousColumn',
    `The file has more than one column “${name}”.`,
    'Give each column a name of its own.',
    { details: { column: name } },
  );

export const columnTwice = (name: string) =>
  new FairdocError(
    'invalid',
    'fairness.columnTwice',
    `The column “${name}” was chosen for two things.`,
    'Choose different columns for decision, outcome, groups and weight.',
    { details: { column: name } },
  );

export const tooManyValues = (column: string) =>
  new FairdocError(
    'limited',
    'fairness.tooManyValues',
    `The column “${column}” has more than 65,535 different values: its values make no groups.`,
    'Choose a column with few values, for instance bands in place of exact ages.',
    { details: { column } },
  );

export const tooManyCells = () =>
  new FairdocError(
    'limited',
    'fairness.tooManyCells',
    'The chosen columns have too many different combinations of values to be compared as groups.',
    'Choose fewer columns, or columns with fewer values.',
  );

export const badWeight = (column: string, line: number, value: string) =>
  new FairdocError(
    'invalid',
    'fairness.badWeight',
    `The weight on line ${line} is ${value === '' ? 'missing' : `“${value.slice(0, 40)}”`}; a weight is a number from 0 up.`,
    'Correct the line, or leave the weights out.',
    { details: { column, line } },
  );

export const positiveNeeded = (column: string, values: readonly string[]) =>
  new FairdocError(
    'invalid',
    'fairness.positiveNeeded',
    `The column “${column}” holds ${quoted(values)}; which of them means yes is not evident.`,
    'State the positive value (--positive VALUE, for the outcome alone --positive-outcome VALUE).',
    { details: { column, values: values.slice(0, 100) } },
  );

export const positiveUnknown = (value: string, column: string, values: readonly string[]) =>
  new FairdocError(
    'invalid',
    'fairness.positiveUnknown',
    `The value “${value}” does not occur in the column “${column}”, which holds ${quoted(values)}.`,
    'State a positive value that occurs.',
    { details: { column, values: values.slice(0, 100) } },
  );

export const unknownReference = (value: string, values: readonly string[]) =>
  new FairdocError(
    'invalid',
    'fairness.unknownReference',
    `The reference “${value}” is a value of none of the chosen columns, which hold ${quoted(values)}.`,
    'Choose one of these values, or others, overall or largest.',
    { details: { values: values.slice(0, 100) } },
  );

export const noRows = () =>
  new FairdocError(
    'invalid',
    'fairness.noRows',
    'The file has no row with both a decision and an outcome.',
    'Check which columns were chosen.',
  );
