import type { Calibration } from './calibration.ts';
import type { Forest } from './trees.ts';

/**
 * Writes a forest with its calibration as an ONNX model: TreeEnsembleRegressor, Mul, Add, Sigmoid or Softmax. Only
 * the few messages that this takes are written; field numbers are those of onnx.proto3. `onnxruntime` loads what
 * comes out, and a test compares its answers with those of the trees.
 */
type Bytes = Uint8Array | Bytes[];

const flat = (parts: Bytes): Uint8Array[] => (parts instanceof Uint8Array ? [parts] : parts.flatMap(flat));
const join = (parts: Bytes): Uint8Array => Uint8Array.from(Buffer.concat(flat(parts)));

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

const number = (field: number, value: number): Bytes => [varint(field * 8), varint(value)];
function message(field: number, content: Bytes): Bytes {
  const bytes = join(content);
  return [varint(field * 8 + 2), varint(bytes.length), bytes];
}
const text = (field: number, value: string): Bytes => message(field, new TextEncoder().encode(value));
function floatBytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  return new Uint8Array(view.buffer);
}

// AttributeProto: name 1, i 3, s 4, floats 7, ints 8, strings 9, type 20 (INT 2, STRING 3, FLOATS 6, INTS 7, STRINGS 8).
const attribute = {
  int: (name: string, value: number): Bytes => message(5, [text(1, name), number(3, value), number(20, 2)]),
  string: (name: string, value: string): Bytes => message(5, [text(1, name), text(4, value), number(20, 3)]),
  floats: (name: string, values: readonly number[]): Bytes =>
    message(5, [text(1, name), message(7, floatBytes(values)), number(20, 6)]),
  ints: (name: string, values: readonly number[]): Bytes =>
    message(5, [text(1, name), message(8, values.map(varint)), number(20, 7)]),
  strings: (name: string, values: readonly string[]): Bytes =>
    message(5, [text(1, name), values.map((value) => text(9, value)), number(20, 8)]),
};

// NodeProto: input 1, output 2, name 3, op_type 4, attribute 5, domain 7.
function node(
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: Bytes = [],
  domain = '',
): Bytes {
  return message(1, [
    inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, type),
    attributes,
    domain === '' ? [] : text(7, domain),
  ]);
}

// TensorProto: dims 1, data_type 2 (FLOAT 1), name 8, raw_data 9.
const row = (name: string, values: readonly number[]): Bytes =>
  message(5, [
    number(1, 1),
    number(1, values.length),
    number(2, 1),
    text(8, name),
    message(9, floatBytes(values)),
  ]);

// ValueInfoProto: name 1, type 2 → tensor_type 1 → elem_type 1, shape 2 → dim 1 → dim_value 1 or dim_param 2.
function matrix(field: number, name: string, columns: number): Bytes {
  const shape = message(2, [message(1, text(2, 'cases')), message(1, number(1, columns))]);
  return message(field, [text(1, name), message(2, message(1, [number(1, 1), shape]))]);
}

function ensemble({ trees, base, targets }: Forest): Bytes {
  const nodes = trees.flatMap((tree, treeId) =>
    tree.nodes.map((item, nodeId) => ({ ...item, treeId, nodeId })),
  );
  const leaves = nodes.filter(({ feature }) => feature < 0);
  const ints = (name: string, of: (one: (typeof nodes)[number]) => number) =>
    attribute.ints(name, nodes.map(of));
  return [
    attribute.string('aggregate_function', 'SUM'),
    attribute.floats('base_values', base),
    attribute.int('n_targets', targets),
    ints('nodes_falsenodeids', ({ right }) => right),
    ints('nodes_featureids', ({ feature }) => Math.max(0, feature)),
    attribute.strings(
      'nodes_modes',
      nodes.map(({ feature }) => (feature < 0 ? 'LEAF' : 'BRANCH_LEQ')),
    ),
    ints('nodes_nodeids', ({ nodeId }) => nodeId),
    ints('nodes_treeids', ({ treeId }) => treeId),
    ints('nodes_truenodeids', ({ left }) => left),
    attribute.floats(
      'nodes_values',
      nodes.map(({ threshold }) => threshold),
    ),
    attribute.string('post_transform', 'NONE'),
    attribute.ints(
      'target_ids',
      leaves.map(({ treeId }) => trees[treeId]?.target ?? 0),
    ),
    attribute.ints(
      'target_nodeids',
      leaves.map(({ nodeId }) => nodeId),
    ),
    attribute.ints(
      'target_treeids',
      leaves.map(({ treeId }) => treeId),
    ),
    attribute.floats(
      'target_weights',
      leaves.map(({ weight }) => weight),
    ),
  ];
}

export interface OnnxModel {
  readonly name: string;
  readonly version: string;
  readonly features: number;
  /** Names of the features in order, kept in the file so that it explains itself. */
  readonly featureIds: readonly string[];
  readonly featuresDigest: string;
  readonly forest: Forest;
  readonly calibration: Calibration;
}

/** The bytes of the model: the same for the same forest. Input `features` [cases, F], output `probability` [cases, K]. */
export function writeOnnx(model: OnnxModel): Uint8Array {
  const { forest, calibration } = model;
  const graph = [
    node('TreeEnsembleRegressor', ['features'], 'margin', ensemble(forest), 'ai.onnx.ml'),
    node('Mul', ['margin', 'scale'], 'scaled'),
    node('Add', ['scaled', 'offset'], 'calibrated'),
    forest.targets === 1
      ? node('Sigmoid', ['calibrated'], 'probability')
      : node('Softmax', ['calibrated'], 'probability', attribute.int('axis', 1)),
    text(2, model.name),
    row('scale', calibration.scale),
    row('offset', calibration.offset),
    matrix(11, 'features', model.features),
    matrix(12, 'probability', forest.targets),
  ];
  const note = (key: string, value: string) => message(14, [text(1, key), text(2, value)]);
  const opset = (domain: string, version: number) =>
    message(8, [domain === '' ? [] : text(1, domain), number(2, version)]);
  return join([
    number(1, 8), // ir_version
    text(2, 'fairdoc'),
    text(3, model.version),
    message(7, graph),
    opset('', 17),
    opset('ai.onnx.ml', 3),
    note('features', model.featureIds.join(',')),
    note('featuresDigest', model.featuresDigest),
    note('trainingData', 'synthetic'),
  ]);
}
