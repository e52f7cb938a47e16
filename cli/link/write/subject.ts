import { environmentAgain } from '../../../contracts/settings/environment-name.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { applicationIdOf } from '../plan/target.ts';
import { writable } from '../plan/plan-changes.ts';
import { isDefaultKept } from './kept.ts';

/** What is written and read back as a whole: an application, or a number. */
export interface Subject {
  /** For people. */
  readonly kind: 'application' | 'number';
  /** An application's id, or a number's digits: names what is kept of it. */
  readonly id: string;
  /** For people, of what was read. */
  readonly nameOf: (value: JsonObject) => string;
  /** Where it is held: Vonage, or a stand-in. */
  readonly host: string;
  /** All of it that can be written. @throws ApiError */
  readonly read: (signal?: AbortSignal) => Promise<JsonObject>;
  /**
   * Replaces it, once: whether a write that failed was made is for the caller to find out. Resolves with what the API says
   * that it is now; undefined where it says nothing of it. @throws ApiError
   */
  readonly write: (value: JsonObject) => Promise<JsonObject | undefined>;
  /** The command that shows it, and the one that undoes just this: another one's last write must not be undone instead. */
  readonly look: string;
  readonly undo: (folder: string) => string;
}

export const applicationSubject = (api: ApplicationsApi, applicationId: string): Subject => ({
  kind: 'application',
  id: applicationId,
  nameOf: ({ name }) => String(name),
  host: api.host,
  read: async (signal) => writable(await api.readApplication(applicationId, signal)),
  async write(application) {
    const answered = await api.writeApplication(applicationId, application);
    return answered === undefined ? undefined : writable(answered);
  },
  look: ['npm run link -- plan', ...environmentAgain(), ...applicationFlag(applicationId)].join(' '),
  undo: (folder) => undoCommand(applicationId, folder),
});

export const undoCommand = (applicationId: string, folder: string): string =>
  [
    'npm run link -- undo',
    ...environmentAgain(),
    ...applicationFlag(applicationId),
    ...keptFlag(folder),
  ].join(' ');

/** Of an application that a command does not take by default. */
const applicationFlag = (applicationId: string): readonly string[] =>
  applicationId === applicationIdOf(undefined) ? [] : [`--application ${applicationId}`];

/** Where what is kept stands elsewhere than usual. */
export const keptFlag = (folder: string): readonly string[] =>
  isDefaultKept(folder) ? [] : [`--kept ${folder}`];
