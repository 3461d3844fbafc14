import type { IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import { HmError } from '../../core/base/hm-error.ts';
import { databaseClosed, idbError } from './idb-errors.ts';

/** An open database that knows when it was taken away. */
export interface IdbConnection {
  /** Runs `act`, translating what it throws; rejects 'io-failed' once the database is closed. */
  use<T>(act: (database: IDBPDatabase) => Promise<T>): Promise<T>;
  close(): void;
}

/** A database to open. */
export interface IdbPlan {
  readonly name: string;
  readonly version: number;
  /** Makes what `oldVersion` (0: nothing) lacks. */
  readonly upgrade: (database: IDBPDatabase, oldVersion: number) => void;
}

/**
 * Opens a database. Another tab's newer version may take it: this one then closes so that the other is
 * not blocked, and every later call says so. While an older tab holds it, opening waits for that tab to
 * close its own, which it does by the same rule.
 */
export const openIdb = async (plan: IdbPlan): Promise<IdbConnection> => {
  let closedBy: string | null = null;
  const database = await openTranslated(plan, (cause) => {
    closedBy ??= cause;
  });

  return {
    use: async (act) => {
      if (closedBy !== null) throw databaseClosed(plan.name, closedBy);
      try {
        return await act(database);
      } catch (error) {
        throw idbError(error, plan.name);
      }
    },
    close: () => {
      closedBy ??= 'this drive closed it';
      database.close();
    },
  };
};

const openTranslated = async (
  { name, version, upgrade }: IdbPlan,
  onClosed: (cause: string) => void,
): Promise<IDBPDatabase> => {
  try {
    const database = await openDB(name, version, {
      upgrade: (opened, oldVersion) => upgrade(opened, oldVersion),
      blocking: (_current, _blocked, event) => {
        onClosed('a newer version of this app is open in another tab');
        (event.target as IDBDatabase).close();
      },
      terminated: () => onClosed('the browser took it away'),
    });
    return database;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'VersionError') {
      throw idbError(error, name);
    }
    const message = `${name} was written by a newer version of this app. Reload to get that version.`;
    throw new HmError('io-failed', message, { database: name, cause: error.name });
  }
};
