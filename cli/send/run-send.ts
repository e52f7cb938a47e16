import { sendProbe } from '../link/probe/send-probe.ts';
import { brokenInWords, findLocalSystem, localStatus } from '../local/local-system.ts';
import { printable } from '../kit/printable.ts';
import { buildRequest } from './build-request.ts';
import type { BuiltRequest } from './build-request.ts';
import { judgeAnswer } from './judge-answer.ts';
import { parseSendOptions, SEND_HELP } from './options.ts';

/** `npm run send`: returns the exit code. @throws CommandError */
export async function runSend(args: readonly string[]): Promise<number> {
  const options = parseSendOptions(args);
  if (options === undefined) {
    process.stdout.write(SEND_HELP);
    return 0;
  }
  const system = await findLocalSystem(options.state);
  const built = await buildRequest(options, system, Date.now());
  const answer = await sendProbe(built.request);
  const { lines, problems } = judgeAnswer(answer, options, built);
  print(describeRequest(built, options.unsigned));
  for (const line of lines) print(line);
  for (const problem of problems) print(`! ${problem}`);
  if (problems.length === 0) return 0;
  const { broken } = await localStatus(system);
  for (const each of broken) print(`! broken now, ${brokenInWords(each)}`);
  return 1;
}

/** The method, where it goes, and the fields that tell calls apart. */
function describeRequest({ request, target }: BuiltRequest, unsigned: boolean): string {
  const { method, url, body } = request;
  const sent = body ?? JSON.stringify(Object.fromEntries(url.searchParams));
  return `${method} ${url.origin}${url.pathname}${method === 'GET' ? '' : url.search} (${target}${unsigned ? ', unsigned' : ''})\n${sent}`;
}

const print = (text: string): void => {
  for (const line of text.split('\n')) console.log(printable(line));
};
