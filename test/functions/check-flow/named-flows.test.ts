import { checkFlows } from '../../../functions/check-flow/check-flows.ts';
import { type Rungs, defineFlow } from '../../../functions/define-flow.ts';
import { connectPerson, record, talk } from '../../../ncco/build.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { SETTINGS } from '../support/runtime.ts';

const CONTEXT = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://x.example.com/d', event: 'https://x.example.com/event' },
};
const rungs: Rungs = {
  person: (_call, { settings }) => [connectPerson(settings.person, { from: settings.callerNumber })],
  voicemail: () => [record()],
};

describe('the flows of functions/call-flows.ts', () => {
  it('are each checked, by name', async () => {
    const broken = defineFlow({ start: () => [{ action: 'talk' }] as never, rungs });
    const report = await checkFlows({ callFlow }, CONTEXT, { sales: broken, wrong: () => [] });
    expect(report.shapes).toBeUndefined();
    expect(report.problems.map(({ where }) => where)).toEqual(['"wrong" of functions/call-flows.ts']);
    const walked = await checkFlows({ callFlow }, CONTEXT, { sales: broken });
    expect(walked.shapes?.named).toEqual({ sales: { version: 1, steps: {} } });
    expect(walked.problems.map(({ where }) => where)).toEqual([
      expect.stringMatching(/^"sales" of functions\/call-flows\.ts, start, at /),
    ]);
  });

  it('are walked as their first number has them', async () => {
    const seen = new Set<unknown>();
    const sales = defineFlow({
      start: (_call, { settings, urls }) => {
        seen.add([settings.person, urls.event].map((each) => JSON.stringify(each)).join());
        return [talk('Hello.')];
      },
      rungs,
    });
    const person = { type: 'sip', uri: 'sip:sales@pbx.example.com' } as const;
    const numbers = [{ called: ['4477009000'], flow: 'sales', person, personLines: null }];
    const context = { ...CONTEXT, settings: { ...SETTINGS, numbers } };
    expect((await checkFlows({ callFlow }, context, { sales })).problems).toEqual([]);
    expect([...seen]).toEqual([`${JSON.stringify(person)},"https://x.example.com/event?number=4477009000"`]);
  });
});
