import fc from 'fast-check';
import { differences } from '../../../../cli/link/json/differences.ts';
import { parseJson, printJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { planValues, planVoice, valueAt } from '../../../../cli/link/plan/plan-changes.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';
import { twoRegions } from '../two-regions.ts';
import { RICH_JSON } from '../support/rich-application.ts';

const rich = () => parseJson(RICH_JSON) as JsonObject;
const voice = voiceCapability(twoRegions);

describe('planVoice', () => {
  it('changes nothing but planned keys of any application', () => {
    const names = ['answer_url', 'event_url', 'fallback_answer_url'];
    const anything = fc
      .object({ maxDepth: 3 })
      .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
    const webhook = fc.option(
      fc.record(
        { address: fc.webUrl(), socket_timeout: fc.integer(), odd: fc.string() },
        { requiredKeys: [] },
      ),
      { nil: null },
    );
    const application = fc.record({
      others: anything,
      webhooks: fc.option(fc.dictionary(fc.constantFrom(...names, 'odd_url'), webhook), { nil: undefined }),
      voice: anything,
    });
    fc.assert(
      fc.property(application, ({ others, webhooks, voice: more }) => {
        const made = {
          ...others,
          capabilities: { odd: 1, voice: { ...more, ...(webhooks === undefined ? {} : { webhooks }) } },
        } as unknown as JsonObject;
        if (typeof valueAt(made, ['capabilities', 'voice', 'webhooks']) === 'string') return;
        let plan;
        try {
          plan = planVoice(made, voice);
        } catch (error) {
          expect((error as Error).name).toBe('CommandError');
          return;
        }
        for (const { path } of differences(plan.before, plan.after)) {
          const [capabilities, capability, key, name = '', leaf] = path;
          expect([capabilities, capability]).toEqual(['capabilities', 'voice']);
          if (key === 'signed_callbacks') continue;
          expect(key).toBe('webhooks');
          if (leaf === undefined) expect(valueAt(plan.before, path)).toBeNull();
          else expect(['address', 'http_method', 'connect_timeout', 'socket_timeout']).toContain(leaf);
          expect(names).toContain(name);
        }
        expect(planVoice(plan.after, voice).changes).toEqual([]);
      }),
    );
  });

  it('fills a webhook that is null', () => {
    const made = { capabilities: { voice: { webhooks: { answer_url: null } } } };
    expect(
      valueAt(planVoice(made, voice).after, ['capabilities', 'voice', 'webhooks', 'answer_url']),
    ).toEqual(voice.webhooks.answer_url);
  });

  it('writes neither id nor _links', () => {
    const { before, after } = planVoice({ id: 'x', _links: {}, ...rich() }, voice);
    for (const made of [before, after])
      expect(Object.keys(made)).toEqual(expect.not.arrayContaining(['id', '_links']));
    expect(printJson(before)).toBe(printJson(rich()));
  });

  it('takes an equal number in another spelling as it is', () => {
    const { after } = planVoice(rich(), voice);
    const spelled = parseJson(
      printJson(after).replaceAll('"connect_timeout":501', '"connect_timeout":501.0'),
    );
    expect(planVoice(spelled as JsonObject, voice).changes).toEqual([]);
  });

  it.each([
    [{ capabilities: [] }, 'capabilities of the application to be an object, found []'],
    [{ capabilities: { voice: 'on' } }, 'capabilities.voice of the application to be an object, found "on"'],
    [
      { capabilities: { voice: { webhooks: { answer_url: 'https://x' } } } },
      'capabilities.voice.webhooks.answer_url of the application to be an object',
    ],
  ])('refuses what stands in the way: %j', (application, message) => {
    expect(() => planVoice(application, voice)).toThrow(`Expected ${message}`);
  });
});

describe('planValues', () => {
  it('removes a key, and counts no change where it is not there', () => {
    const application = { a: { b: 1, c: 2 } };
    const gone = planValues(application, [{ path: ['a', 'b'], value: undefined }]);
    expect(gone).toEqual({
      before: application,
      after: { a: { c: 2 } },
      changes: [{ path: ['a', 'b'], before: 1, after: undefined }],
    });
    expect(planValues(gone.after, [{ path: ['a', 'b'], value: undefined }]).changes).toEqual([]);
  });
});
