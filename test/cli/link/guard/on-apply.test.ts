import type { ApplicationFlow } from '../../../../cli/kit/application-flows.ts';
import { CommandError } from '../../../../cli/kit/command-error.ts';
import { mustBeForwardable, notesOnForwarding } from '../../../../cli/link/guard/plan/on-apply.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import type { NamedPlan } from '../../../../cli/link/plan/make-plan.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';
import { twoRegions } from '../two-regions.ts';

const ANSWER = 'https://voice.example.com/webhooks/answer';
const EVENT = 'https://voice.example.com/webhooks/event';
const flow = (answerUrl: string | undefined, eventUrl = EVENT): ApplicationFlow => ({
  where: 'functions/call-flow.ts',
  numbers: [],
  forward: answerUrl === undefined ? undefined : { answerUrl, eventUrl },
});
const application = (answer: string, event: string, method = 'POST'): JsonObject =>
  ({
    capabilities: {
      voice: {
        webhooks: {
          answer_url: { address: answer, http_method: method },
          event_url: { address: event, http_method: 'POST' },
        },
      },
    },
  }) as unknown as JsonObject;
const guarded = { capabilities: { voice: voiceCapability(twoRegions) } } as unknown as JsonObject;
const notes = (before: JsonObject, ...flows: ApplicationFlow[]) =>
  notesOnForwarding(before, { outputs: twoRegions, flows });
const checked =
  (before: JsonObject, ...flows: ApplicationFlow[]) =>
  () =>
    mustBeForwardable({ before } as NamedPlan, flows);

it('an application whose own URLs get the callbacks by POST is planned without a word', () => {
  expect(notes(application(ANSWER, EVENT), flow(ANSWER))).toEqual([]);
  expect(checked(application(ANSWER, EVENT), flow(ANSWER))).not.toThrow();
});

it('one that takes GET where it would get POST is refused, with what to do', () => {
  const before = application(ANSWER, EVENT, 'GET');
  expect(notes(before, flow(ANSWER))).toEqual([
    expect.stringMatching(
      /^TO FIX before "apply": answer_url: expected http_method POST, found GET.*to POST in/,
    ),
  ]);
  expect(checked(before, flow(ANSWER))).toThrow(
    /Nothing was written\.\n {2}answer_url: expected http_method POST, found GET.*To fix this: .*dashboard/,
  );
});

it('one that takes GET is planned where no call flow passes calls on to it', () => {
  const before = application(ANSWER, EVENT, 'GET');
  expect(checked(before, flow(undefined))).not.toThrow();
  expect(checked(before, flow('https://other.example.com/a'))).not.toThrow();
  expect(notes(before, flow(undefined))).toEqual([]);
});

it('URLs that get no more callbacks are named, with the line to write', () => {
  expect(notes(application(ANSWER, EVENT), flow(ANSWER, `${EVENT}/e`))).toEqual([
    `event_url is ${EVENT} now, and the call flow passes callbacks on to another URL: this one gets no more. Where it should, write: forward: forwardTo('https://voice.example.com'),`,
  ]);
});

it('one that is guarded already is swapped as any other, whatever it was', () => {
  expect(notes(guarded, flow(ANSWER))).toEqual([]);
  expect(checked(guarded, flow(ANSWER))).not.toThrow();
});

it('call flows that cannot be loaded hold nothing up, and are named', () => {
  const flows = new CommandError('it throws');
  expect(() => mustBeForwardable({ before: guarded } as NamedPlan, flows)).not.toThrow();
  expect(notesOnForwarding(guarded, { outputs: twoRegions, flows })).toEqual([
    expect.stringContaining('it throws'),
  ]);
});
