import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { VoiceTimeouts, WebhookTimeoutsJson } from '../contracts/outputs.ts';
import type { Timeouts, WebhookTimeouts } from '../contracts/settings/timeouts.ts';

/** One output per key; `T` is the contract with `link`. */
export const addOutputs = <T extends { readonly [K in keyof T]: string }>(
  scope: Construct,
  outputs: T,
): void => {
  for (const [key, value] of Object.entries<string>(outputs)) new CfnOutput(scope, key, { value });
};

const toJson = ({ connectMs, socketMs }: WebhookTimeouts): WebhookTimeoutsJson => ({
  connect_timeout: connectMs,
  socket_timeout: socketMs,
});

/** The timeouts in the format of the Applications API. */
export const voiceTimeouts = ({ answer, event, fallback }: Timeouts): VoiceTimeouts => ({
  answer_url: toJson(answer),
  event_url: toJson(event),
  fallback_answer_url: toJson(fallback),
});
