import { readFileSync, readdirSync } from 'node:fs';
import { checkFlows } from '../../../functions/check-flow/check-flows.ts';
import { type CallFlow } from '../../../functions/define-flow.ts';
import { SETTINGS } from '../../functions/support/runtime.ts';
import { leg, key, said, silence } from './a-caller.ts';
import { CALL, nccoOf, regionOf, urlIn } from '../../functions/flow/a-menu.ts';

const FOLDER = new URL('../../../examples/call-flows/', import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const urls = { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' };

describe.each(NAMES)('examples/call-flows/%s.ts', (name) => {
  const text = readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8');
  let callFlow: CallFlow;
  beforeAll(async () => {
    ({ callFlow } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { callFlow: CallFlow });
  });

  it('begins with three lines: what it does, what to change first, how to drill it', () => {
    const lines = text.split('\n', 4);
    expect(lines).toEqual([
      expect.stringMatching(/^\/\/ [A-Z].*\.$/),
      expect.stringMatching(/^\/\/ Change first: .*\.$/),
      expect.stringMatching(
        new RegExp(`^// Drill it: npm run drill -- --flow examples/call-flows/${name}\\.ts( --press |$)`),
      ),
      expect.not.stringMatching(/^\/\//),
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(150);
  });

  it.each([['with a bot', SETTINGS.websocket] as const, ['without one', null] as const])(
    'is walked without a finding, %s in the settings',
    async (_with, websocket) => {
      const { problems } = await checkFlows({ callFlow }, { settings: { ...SETTINGS, websocket }, urls });
      expect(problems).toEqual([]);
    },
  );

  it('takes whatever an event brings, and no caller is left with words alone', async () => {
    const odd = [
      { ...CALL, status: 'input' },
      { ...silence, dtmf: '', speech: null },
      { ...silence, dtmf: { digits: null }, speech: { results: [{}] } },
      { ...key('1'), conversation_uuid: undefined },
      { conversation_uuid: CALL.conversation_uuid, payload: null },
      said('2'),
      leg('busy'),
    ];
    const region = regionOf(callFlow);
    const first = nccoOf(await region.answer());
    for (const one of [...odd, key('1'), key('2')])
      for (const other of odd) {
        let ncco = first;
        for (const event of [one, other, other, other]) {
          expect(ncco.some(({ action }) => HELP.includes(action))).toBe(true);
          const url = urlIn(ncco);
          if (url === '') break;
          const { statusCode, body } = await region.event(url, event);
          expect(statusCode).toBe(200);
          if (body === '') break;
          ncco = JSON.parse(body);
        }
      }
    expect(region.lines.filter(({ code }) => String(code).startsWith('call-flow'))).toEqual([]);
  });
});

/** An NCCO with none of these only speaks, and ends the call. */
const HELP: readonly string[] = ['input', 'connect', 'record', 'conversation', 'notify'];
