import { sendHttp } from '../kit/send-http.ts';
import { brokenInWords, findLocalSystem, localStatus } from '../local/local-system.ts';
import { define } from '../kit/command.ts';
import { printable } from '../kit/printable.ts';
import { buildRequest } from './build-request.ts';
import type { BuiltRequest } from './build-request.ts';
import { judgeAnswer } from './judge-answer.ts';
import { SEND_FLAGS, sendOptions } from './options.ts';

export const send = define({
  name: 'send',
  about: `Signs a webhook as Vonage does, sends it to the local system that npm run local has started, and shows the answer:
the NCCO in words and as JSON, and each problem in it.

  answer                  a call starts and needs its first NCCO (POST)
  event                   an event of a call (POST)
  websocket-disconnected  an event of the bot's leg, or of the person's (POST)
  fallback                the application's fallback URL, after another webhook has failed (GET or POST, as configured)`,
  flags: SEND_FLAGS,
  exits: { 0: 'a 2xx answer, with a valid NCCO where one is required', 1: 'any other answer, or none' },
  async run(flags, { stdout, stderr }) {
    const options = sendOptions(flags);
    const print = (text: string): void => stdout(text.split('\n').map(printable).join('\n'));
    const system = await findLocalSystem(options.state, stderr);
    const built = await buildRequest(options, system, Date.now());
    const { connect_timeout: connectMs, socket_timeout: responseMs } = built.limits;
    const answer = await sendHttp(built.request, { connectMs, responseMs });
    const { lines, problems } = judgeAnswer(answer, options, built);
    print(describeRequest(built, options.unsigned));
    for (const line of lines) print(line);
    for (const problem of problems) print(`! ${problem}`);
    if (problems.length === 0) return 0;
    const { broken } = await localStatus(system);
    for (const each of broken) print(`! broken now, ${brokenInWords(each)}`);
    return 1;
  },
});

/** The method, where it goes, and the fields that tell calls apart. */
function describeRequest({ request, target }: BuiltRequest, unsigned: boolean): string {
  const { method, url, body } = request;
  const sent = body ?? JSON.stringify(Object.fromEntries(url.searchParams));
  return `${method} ${url.origin}${url.pathname}${method === 'GET' ? '' : url.search} (${target}${unsigned ? ', unsigned' : ''})\n${sent}`;
}
