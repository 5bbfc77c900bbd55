import { describe, expect, test } from 'vitest';
import { byAna, tamper, testWorkspace } from './test-workspace.ts';

const fields = { family: 'Example', given: ['Ada', 'Bea'], birthDate: '1990-02-03' };
const lookups = [{ kind: 'nhsNumber', value: '9434765919' }];

describe('sealed identifiers', () => {
  test('are opened again, found by number, and replaced', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    store.change(byAna('person.register'), (tx) => store.vault.seal(tx, 'person-1', fields, lookups));
    expect(store.vault.open('person-1')).toEqual(fields);
    expect(store.vault.find('nhsNumber', '9434765919')).toEqual(['person-1']);
    expect(store.vault.find('subjectNumber', '9434765919')).toEqual([]);
    store.change(byAna('person.correct'), (tx) => store.vault.seal(tx, 'person-1', { family: 'Other' }, []));
    expect(store.vault.open('person-1')).toEqual({ family: 'Other' });
    expect(store.vault.find('nhsNumber', '9434765919')).toEqual([]);
    expect(store.vault.open('person-2')).toBeNull();
    expect((await store.verify()).breaks).toEqual([]);
  });

  test('a number gives the same blind index after reopening, and another one in another workspace', async () => {
    using one = await testWorkspace();
    using other = await testWorkspace();
    const index = one.store.vault.blindIndex('nhsNumber', '9434765919');
    expect(index).not.toBe(other.store.vault.blindIndex('nhsNumber', '9434765919'));
    expect((await one.reopen()).vault.blindIndex('nhsNumber', '9434765919')).toBe(index);
  });

  test('a change that fails leaves no key behind, neither stored nor remembered', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    expect(() =>
      store.change(byAna('person.register'), (tx) => {
        store.vault.seal(tx, 'person-1', fields);
        expect(store.vault.open('person-1')).toEqual(fields);
        throw new RangeError('no');
      }),
    ).toThrow(RangeError);
    expect(store.vault.open('person-1')).toBeNull();
    store.change(byAna('person.register'), (tx) => store.vault.seal(tx, 'person-1', fields));
    expect(store.vault.open('person-1')).toEqual(fields);
  });

  test('are sealed within a change alone', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    expect(() => store.read((db) => store.vault.seal(db, 'person-1', fields))).toThrow('within a change');
  });

  test('a forgotten person cannot be opened or found any more, and the log still verifies', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    store.change(byAna('person.register'), (tx) => {
      store.vault.seal(tx, 'person-1', fields, lookups);
      store.vault.seal(tx, 'person-2', fields);
    });
    store.vault.open('person-1');
    store.change(byAna('person.erase', 'Requested'), (tx) => store.vault.forget(tx, 'person-1'));
    expect(store.vault.open('person-1')).toBeNull();
    expect(store.vault.find('nhsNumber', '9434765919')).toEqual([]);
    expect(store.vault.open('person-2')).toEqual(fields);
    expect(() =>
      store.change(byAna('person.register'), (tx) => store.vault.seal(tx, 'person-1', fields)),
    ).toThrow(expect.objectContaining({ code: 'store.personErased' }));
    expect((await store.verify()).breaks).toEqual([]);
    expect((await workspace.reopen()).vault.open('person-1')).toBeNull();
  });

  test("one person's sealed row does not open as another's", async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    store.change(byAna('person.register'), (tx) => {
      store.vault.seal(tx, 'person-1', fields);
      store.vault.seal(tx, 'person-2', { family: 'Other' });
    });
    tamper(store, (run) => {
      run(
        "UPDATE person_identity SET sealed = (SELECT sealed FROM person_identity WHERE id = 'person-2') WHERE id = 'person-1'",
      );
      run(
        "UPDATE person_key SET wrapped = (SELECT wrapped FROM person_key WHERE person_id = 'person-2') WHERE person_id = 'person-1'",
      );
    });
    const reopened = await workspace.reopen();
    expect(() => reopened.vault.open('person-1')).toThrow(expect.objectContaining({ code: 'store.damaged' }));
  });
});
