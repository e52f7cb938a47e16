import { readFile } from 'node:fs/promises';
import { regionalOutputs } from '../../../contracts/outputs.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { projectPath } from '../../kit/folders.ts';
import type { HttpRequest } from '../../kit/send-http.ts';
import { LOCAL_STATE_FOLDER, runningSystems } from '../../local/local-system.ts';
import type { ForwardedTo } from './application-request.ts';

/** Where a request to an application connects; undefined: a local system passes callbacks on, and the application does not run there. */
export type WayTo = (to: ForwardedTo) => Pick<HttpRequest, 'connectTo' | 'port' | 'authority'> | undefined;

const BY_NAME: WayTo = () => ({});

/**
 * The way to the applications that calls go on to: with the outputs of a local system the one that its own call flow has.
 * @param stateFolder where running local systems note it
 * @throws CommandError where such a note cannot be read
 */
export async function wayToApplications(
  outputs: OutputsFile,
  stateFolder = projectPath(LOCAL_STATE_FOLDER),
): Promise<WayTo> {
  const { AnswerUrl } = regionalOutputs(outputs).primary;
  if (new URL(AnswerUrl).hostname !== '127.0.0.1') return BY_NAME;
  const running = await runningSystems(stateFolder);
  const network = running.find(({ regions }) => regions.primary.answer === AnswerUrl)?.outside;
  if (network === 'real') return BY_NAME;
  const file = network?.authorityFile;
  const authority = file === undefined ? undefined : await readFile(file, 'utf8');
  return ({ address }) => {
    const port = network?.ports[new URL(address).hostname];
    return port === undefined || authority === undefined
      ? undefined
      : { connectTo: '127.0.0.1', port, authority };
  };
}
