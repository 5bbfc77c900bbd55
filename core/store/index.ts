export type { BackupOptions, BackupResult } from './backup.ts';
export type { BackupManifest } from './backup-format.ts';
export type { BlobRef, Blobs } from './blobs.ts';
export type {
  ChangedValue,
  ChangeFilter,
  ChangeReader,
  ChangeRecord,
  ChangeSetRecord,
} from './change-reader.ts';
export { DataKey } from './data-key.ts';
export { KDF_DEFAULT, KDF_FLOOR, type KdfStrength } from './kdf.ts';
export { type Keyring, openKeyring, putBackPreviousKeyring, renameWorkspace, type Slot } from './keyring.ts';
export type { Migration } from './migrations.ts';
export { normaliseRecoveryKey } from './recovery-key.ts';
export { type BackupCheck, type RestoreOptions, restoreBackup, verifyBackup } from './restore.ts';
export type { ChangeMeta, ChangeSetRef } from './seal.ts';
export {
  openSearchIndex,
  type SearchHit,
  type SearchIndex,
  type SearchIndexSpec,
  type SearchItem,
  type SearchQuery,
  searchTables,
} from './search.ts';
export {
  addUserSlot,
  type Credentials,
  changePassphrase,
  checkPassphrase,
  type DeviceBinding,
  type KeyState,
  removeSlot,
  resetWithRecoveryKey,
  rotateRecoveryKey,
  type SlotOptions,
  setPassphrase,
  unlock,
} from './slots.ts';
export { isKept, type SoftDeletion, softDelete, softDeleteColumns, softDeleteSql } from './soft-delete.ts';
export type { Changed, CommitEvent, Db, RowChange, Store, Synchronous } from './store.ts';
export type { IdentityFields, Lookup, Vault } from './vault.ts';
export type { Break, Verification, VerifyOptions } from './verify.ts';
export {
  type CreateOptions,
  createWorkspace,
  inspectWorkspace,
  type OpenOptions,
  openStore,
  type WorkspaceState,
} from './workspace.ts';
