import { isoTime } from '../../contracts/clock.ts';
import { isTrue } from '../../ncco/schema/values.ts';
import { conversationUuidInSamples } from '../call/call.ts';
import { reportEvent } from '../call/report-event.ts';
import { eventWebhookOf } from '../webhook.ts';
import type { ActionPlayer } from './action-player.ts';

const SPEAKS_FOR_SECONDS = 8;

/**
 * Records what the caller says. With `endOnSilence`, `timeOut` or `endOnKey` the call waits for the recording to end;
 * otherwise it runs in the background until the call ends (current NCCO reference).
 */
export const record: ActionPlayer = async (call, action, request) => {
  const webhook = eventWebhookOf(action, call.context.webhooks.event);
  const recordingUuid = call.random.uuid();
  const { clock } = call.context;
  const start = isoTime(clock);
  if (isTrue(action['beepStart'])) {
    call.record({ type: 'heard', what: 'beep', content: 'beep', request });
  }
  const report = (): void => {
    const end = isoTime(clock);
    const conversation = { conversation_uuid: conversationUuidInSamples(call) };
    const file = call.random.uuid();
    reportEvent(
      call,
      'record',
      {
        start_time: start,
        recording_url: `https://api.nexmo.com/v1/files/${file}`,
        size: 12_345,
        recording_uuid: recordingUuid,
        end_time: end,
        ...conversation,
        timestamp: end,
      },
      webhook,
    );
    const transcription = action['transcription'];
    if (typeof transcription !== 'object' || transcription === null) return;
    reportEvent(
      call,
      'transcribed',
      {
        ...conversation,
        type: 'record',
        recording_uuid: recordingUuid,
        status: 'transcribed',
        transcription_url: `https://api.nexmo.com/v1/files/${file}-transcription`,
      },
      eventWebhookOf({ action: 'record', ...transcription }, webhook),
    );
  };
  if (['endOnSilence', 'timeOut', 'endOnKey'].some((option) => option in action)) {
    call.record({ type: 'records' });
    const speaks =
      call.plan.leavesMessage?.() ??
      call.media(Math.min(SPEAKS_FOR_SECONDS, Number(action['timeOut'] ?? SPEAKS_FOR_SECONDS)));
    await Promise.race([speaks, call.whenEnded]);
    report();
  } else {
    call.atEnd.push(report);
  }
  return undefined;
};
