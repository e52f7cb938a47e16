import { voiceCapability } from '../../contracts/voice-capability.ts';
import type { Choice } from '../../contracts/voice-capability.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { twoRegions, twoRegionsWithDomain } from '../cli/link/two-regions.ts';

const without = (outputs: OutputsFile, stack: string, key: string): OutputsFile => ({
  ...outputs,
  [stack]: Object.fromEntries(Object.entries(outputs[stack] ?? {}).filter(([name]) => name !== key)),
});
const having = (outputs: OutputsFile, stack: string, key: string, value: string): OutputsFile => ({
  ...outputs,
  [stack]: { ...outputs[stack], [key]: value },
});

describe('voiceCapability', () => {
  it('sends answers and events to the primary API, and the fallback to the secondary distribution', () => {
    expect(voiceCapability(twoRegions)).toEqual({
      webhooks: {
        answer_url: {
          address: 'https://one.example.com/prod/answer',
          http_method: 'POST',
          connect_timeout: 501,
          socket_timeout: 2001,
        },
        fallback_answer_url: {
          address: 'https://two-front.example.com/fallback',
          http_method: 'POST',
          connect_timeout: 701,
          socket_timeout: 4002,
        },
        event_url: {
          address: 'https://one.example.com/prod/event',
          http_method: 'POST',
          connect_timeout: 601,
          socket_timeout: 2501,
        },
      },
      signed_callbacks: true,
    });
  });

  it('asks the fallback by the method of the region that answers it', () => {
    const { fallback_answer_url } = voiceCapability(twoRegions, { primary: 'eu-west-1' }).webhooks;
    expect(fallback_answer_url.http_method).toBe('GET');
  });

  it('swaps the regions when the primary is given', () => {
    const { answer_url, event_url, fallback_answer_url } = voiceCapability(twoRegions, {
      primary: 'eu-west-1',
    }).webhooks;
    expect([answer_url.address, event_url.address, fallback_answer_url.address]).toEqual([
      'https://two.example.com/prod/answer',
      'https://two.example.com/prod/event',
      'https://one-front.example.com/fallback',
    ]);
    expect([answer_url.socket_timeout, fallback_answer_url.socket_timeout]).toEqual([2002, 4001]);
  });

  it("leaves the secondary's distribution out when asked to", () => {
    expect(voiceCapability(twoRegions, { fallback: 'direct' }).webhooks.fallback_answer_url.address).toBe(
      'https://two.example.com/prod/fallback',
    );
  });

  it('writes connect_timeout and never connection_timeout, which the API refuses', () => {
    const given = {
      answer_url: { connect_timeout: 500, connection_timeout: 500, socket_timeout: 2000 },
      event_url: { connect_timeout: 500, connection_timeout: 500, socket_timeout: 2000 },
      fallback_answer_url: { connect_timeout: 500, connection_timeout: 500, socket_timeout: 2000 },
    };
    const outputs = ['stack-one', 'stack-two'].reduce(
      (file, stack) => having(file, stack, 'VoiceTimeouts', JSON.stringify(given)),
      twoRegions as OutputsFile,
    );
    expect(JSON.stringify(voiceCapability(outputs))).not.toContain('connection_timeout');
    expect(Object.keys(voiceCapability(outputs).webhooks.answer_url)).toEqual([
      'address',
      'http_method',
      'connect_timeout',
      'socket_timeout',
    ]);
  });

  it('refuses outputs with a URL missing, naming it and its stack', () => {
    expect(() => voiceCapability(without(twoRegions, 'stack-two', 'AnswerUrl'))).toThrow(
      'AnswerUrl of stack-two is missing from the outputs. Deploy it with --outputs-file, then try again.',
    );
  });

  it('refuses a region that is not deployed, naming those that are', () => {
    expect(() => voiceCapability(twoRegions, { primary: 'us-west-2' })).toThrow(
      'Expected eu-central-1 or eu-west-1 as the primary region, found us-west-2.',
    );
  });

  it.each([
    ['that are not JSON', 'soon'],
    ['that are null', 'null'],
    ['under another name', '{"answer_url":{"connection_timeout":500,"socket_timeout":2000}}'],
    ['out of range', '{"answer_url":{"connect_timeout":299,"socket_timeout":2000}}'],
    ['in a text', '{"answer_url":{"connect_timeout":"500","socket_timeout":2000}}'],
  ])('refuses timeouts %s', (_case, text) => {
    expect(() => voiceCapability(having(twoRegions, 'stack-one', 'VoiceTimeouts', text))).toThrow(
      `Expected VoiceTimeouts of eu-central-1 to hold connect_timeout (300 to 1000) and socket_timeout (1000 to 5000) of answer_url in ms, found ${text}.`,
    );
  });

  it('refuses a fallback method that Vonage does not have', () => {
    expect(() => voiceCapability(having(twoRegions, 'stack-two', 'FallbackMethod', 'PUT'))).toThrow(
      'Expected FallbackMethod of stack-two to be GET or POST, found "PUT".',
    );
  });
});

describe('voiceCapability with a domain', () => {
  const addresses = (choice: Choice) => {
    const { webhooks } = voiceCapability(twoRegionsWithDomain, choice);
    return [webhooks.answer_url.address, webhooks.event_url.address, webhooks.fallback_answer_url.address];
  };

  it("tells the name, and the secondary's distribution as its fallback, which does not move", () => {
    expect(addresses({})).toEqual([
      'https://voice.example.com/answer',
      'https://voice.example.com/event',
      'https://two-front.example.com/fallback',
    ]);
    expect(addresses({ fallback: 'direct' })[2]).toBe('https://two.example.com/prod/fallback');
  });

  it.each([
    ['eu-central-1', 'one', 'two'],
    ['eu-west-1', 'two', 'one'],
  ])('goes around it to a region that is named: %s', (primary, first, second) => {
    expect(addresses({ primary })).toEqual([
      `https://${first}.example.com/prod/answer`,
      `https://${first}.example.com/prod/event`,
      `https://${second}-front.example.com/fallback`,
    ]);
    expect(voiceCapability(twoRegionsWithDomain, { primary })).toEqual(
      voiceCapability(twoRegions, { primary }),
    );
  });
});
