import type { JournalingPorts, Runtime } from '../ports.ts';
import { configure } from './create-runtime.ts';
import { createS3Journal } from './s3-journal.ts';
import { systemClock } from './system-clock.ts';

/** What the handlers are given that journal events. Apart, so that `answer` loads nothing of it. */
export const createJournalingRuntime = (
  variables: Readonly<Record<string, string | undefined>>,
): Runtime<JournalingPorts> =>
  configure(variables, ({ settings: { journal }, s3 }) => ({
    journal: {
      own: createS3Journal(journal.own, s3, systemClock),
      other: createS3Journal(journal.other, s3, systemClock),
    },
  }));
