import { refuseReplacedFlow } from '../../../drill/run/refuse-replaced-flow.ts';
import { aLine } from '../../cli/local/an-exchange.ts';

const problem = {
  severity: 'error',
  path: '$[1].endpoint[0].number',
  expected: '7 to 15 digits, without "+"',
  found: '"+447700900001"',
};
const invalid = { code: 'call-flow-invalid-ncco', problems: [problem] };

describe('refuseReplacedFlow', () => {
  it('names the rung, the place in its NCCO, what was expected and found, and the file, once', async () => {
    const lines = [aLine({ tail: invalid }), aLine({ rung: 'same-socket', tail: invalid })];
    const refused = refuseReplacedFlow([...lines, aLine({ rung: 'person', ...invalid })]);
    const message = await refused.then(String, ({ message: text }: Error) => text);
    expect(message.split('\n').slice(1)).toEqual([
      '',
      'rungs["person"] in functions/call-flow.ts returned an invalid NCCO',
      '  at $[1].endpoint[0].number: expected 7 to 15 digits, without "+", found "+447700900001"',
      '',
      'Change functions/call-flow.ts, then run the drill again.',
    ]);
    expect(message).toContain('found in their place the last resort (functions/ladder/last-resort.ts)');
  });

  it('names a person’s rung that fails behind the bot alone, and every other part that fails', async () => {
    const threw = {
      code: 'call-flow-threw',
      error: 'TypeError: boom\n    at person (/b/answer/index.cjs:1:9)',
    };
    const lines = [aLine({ tail: threw }), aLine({ rung: 'voicemail', ...invalid }), aLine(invalid)];
    const message = await refuseReplacedFlow(lines).then(String, ({ message: text }: Error) => text);
    expect(message).toContain(
      'rungs.person, behind a bot or a question, in functions/call-flow.ts threw: TypeError: boom',
    );
    expect(message).toContain('rungs["voicemail"] in functions/call-flow.ts returned an invalid NCCO');
    expect(message).toContain('start in functions/call-flow.ts returned an invalid NCCO');
  });

  it('accepts a call flow that was only too slow: a busy machine may have made it so', async () => {
    await refuseReplacedFlow([]);
    await refuseReplacedFlow([aLine({ code: 'call-flow-too-slow' })]);
  });
});
