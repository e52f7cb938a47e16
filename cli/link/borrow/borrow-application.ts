import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { differences } from '../json/differences.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { VoiceCapability } from '../../../contracts/voice-capability.ts';
import { planVoice, valueAt, writable } from '../plan/plan-changes.ts';
import { applicationIdOf } from '../plan/target.ts';
import { printDifferences } from '../plan/print-plan.ts';
import { openKept } from '../write/kept.ts';
import type { Kept, KeptFolder } from '../write/kept.ts';
import { applicationSubject, undoCommand } from '../write/subject.ts';
import { writeAndCheck } from '../write/write-and-check.ts';

/** The folder's flag, for the commands that borrow. */
export { KEPT_FLAG } from '../write/kept.ts';

export interface Borrowing {
  readonly api: ApplicationsApi;
  readonly applicationId: string;
  /** Folder of the kept former applications: `undo` finds the borrowed one there. */
  readonly folder: string;
  readonly readBackTimeout: Timeout;
  readonly io: Io;
}

/** An application that is somebody else's for a while. */
export interface Borrowed {
  /** Its voice capability becomes this; all else stays. Read back. @throws CommandError where it is not so then */
  readonly set: (voice: VoiceCapability) => Promise<void>;
}

/**
 * Gives an application other webhooks for a while. It is kept as it was before the first write, so that `link undo` puts it back
 * after a kill; no other command writes by this folder meanwhile; and it is put back and read back at the end, whatever happens
 * in between.
 * @throws CommandError before anything is written where an earlier borrowing was cut off (it names the command that puts the
 *   application back), or at the end where it could not be put back (it says how)
 */
export async function borrowApplication<T>(
  borrowing: Borrowing,
  use: (borrowed: Borrowed) => Promise<T>,
): Promise<T> {
  const { api, folder, io } = borrowing;
  const applicationId = applicationIdOf(borrowing.applicationId);
  const kept = openKept(folder, io.nowMs);
  const free = await kept.lock('calibrate');
  try {
    const before = writable(await api.readApplication(applicationId, io.signal));
    await refuseCutOff(borrowing, kept, before);
    io.signal.throwIfAborted();
    const entry = await kept.keep({
      applicationId,
      host: api.host,
      by: 'calibrate',
      before,
      after: before,
    });
    io.keepUnprinted(kept.logOf(entry));
    const lent = new Lent(borrowing, kept, entry);
    try {
      return await use({ set: (voice) => lent.set(voice) });
    } catch (error) {
      // Said now: should giving back fail too, that is what the command ends with.
      if (error instanceof CommandError) io.stderr(error.message);
      throw error;
    } finally {
      await lent.giveBack();
    }
  } finally {
    await free();
  }
}

/** What a kill has left: the application as it was, or one that `undo` puts back. */
async function refuseCutOff(
  { api, applicationId, folder, io }: Borrowing,
  kept: KeptFolder,
  now: JsonObject,
): Promise<void> {
  const open = (await kept.list(applicationId, api.host)).filter(
    ({ by, undoneAt }) => by === 'calibrate' && undoneAt === undefined,
  );
  for (const entry of open) {
    if (isSame(entry.before, now))
      await kept.change({ ...entry, undoneAt: new Date(io.nowMs()).toISOString() });
    else
      throw new CommandError(
        `Expected the application as it was before "calibrate" of ${entry.keptAt}, which was cut off; found (as it was → now):\n${printDifferences(differences(entry.before, now))}\nNothing was written. "${undoCommand(applicationId, folder)} --to ${entry.id} --force" puts it back as it was; it overwrites these changes, and only these.`,
      );
  }
}

/** The application while it is borrowed. */
class Lent {
  readonly #borrowing: Borrowing;
  readonly #kept: KeptFolder;
  readonly #entry: Kept;
  /** As written last. Without what the API has filled in: that is its own, and stays. */
  #asked: JsonObject;
  #isWritten = false;

  constructor(borrowing: Borrowing, kept: KeptFolder, entry: Kept) {
    this.#borrowing = borrowing;
    this.#kept = kept;
    this.#entry = entry;
    this.#asked = entry.before;
  }

  async set(voice: VoiceCapability): Promise<void> {
    const { after } = planVoice(this.#entry.before, voice);
    // Before the write: whatever cuts it off, what is kept names it.
    await this.#kept.change({ ...this.#entry, after });
    this.#isWritten = true;
    const written = await this.#write(this.#asked, after);
    if (written.state !== 'new')
      throw new CommandError(
        `Expected the application to take the webhooks of this run, found it ${written.state} after the write${'why' in written && written.why !== undefined ? ` (${written.why.message})` : ''}. The run ends here.`,
      );
    this.#asked = after;
    await this.#kept.change({ ...this.#entry, after: written.after, progress: 'seen' });
  }

  async giveBack(): Promise<void> {
    const { before } = this.#entry;
    const { io, applicationId, folder } = this.#borrowing;
    if (!this.#isWritten) return this.#kept.forget(this.#entry);
    // From itself to itself: what it does not name may be what the API fills in, and a write that goes wrong is made once more.
    const written = await this.#write(before, before);
    const isBack = written.state === 'new' || (written.state === 'old' && written.isReadBack);
    const left = written.state === 'new' ? this.#leftIn(written.after) : [];
    if (isBack && left.length === 0) {
      await this.#kept.change({ ...this.#entry, undoneAt: new Date(io.nowMs()).toISOString() });
      io.stderr('The application is as it was: put back, read back, every value compared.');
      return;
    }
    const found =
      left.length === 0 ? `it ${written.state} after the write` : `it with ${left.join(', ')} of this run`;
    throw new CommandError(
      `Expected to put the application back as it was, found ${found}. As it was: ${this.#kept.fileOf(this.#entry)}; "${undoCommand(applicationId, folder)} --to ${this.#entry.id} --force" puts it back once the API answers.`,
    );
  }

  /** Addresses of this run that are still there. */
  #leftIn(found: JsonObject): readonly string[] {
    return differences(this.#entry.before, found)
      .filter(
        ({ path, after }) =>
          path.at(-1) === 'address' && isSame(after ?? null, valueAt(this.#asked, path) ?? null),
      )
      .map(({ path }) => path.slice(-2).join('.'));
  }

  #write(before: JsonObject, after: JsonObject) {
    const { api, applicationId, readBackTimeout, io } = this.#borrowing;
    // A write and its read-back are never cut short by Ctrl-C.
    return writeAndCheck({
      subject: applicationSubject(api, applicationId),
      before,
      after,
      io,
      readBackTimeout,
    });
  }
}
