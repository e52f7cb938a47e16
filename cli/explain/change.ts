import { isObject } from '../link/json/lossless-json.ts';
import type { Json, JsonObject } from '../link/json/lossless-json.ts';
import { readSetUp } from './set-up.ts';
import type { SetUp, WebhookName } from './set-up.ts';

/** A change of the application. */
export interface Change {
  /** For people: what to do. */
  readonly says: string;
  readonly apply: (setUp: SetUp) => SetUp;
}

/** Sets keys of `capabilities.voice`. */
export const withVoice =
  (values: JsonObject) =>
  ({ application, numbers }: SetUp): SetUp => {
    const capabilities = objectIn(application, 'capabilities');
    const voice = { ...objectIn(capabilities, 'voice'), ...values };
    return readSetUp({ ...application, capabilities: { ...capabilities, voice } }, numbers);
  };

/** Sets keys of one webhook. */
export const withWebhook =
  (name: WebhookName, values: JsonObject) =>
  (setUp: SetUp): SetUp => {
    const webhooks = objectIn(objectIn(objectIn(setUp.application, 'capabilities'), 'voice'), 'webhooks');
    return withVoice({ webhooks: { ...webhooks, [name]: { ...objectIn(webhooks, name), ...values } } })(
      setUp,
    );
  };

function objectIn(parent: JsonObject, key: string): JsonObject {
  const value: Json | undefined = parent[key];
  return isObject(value) ? value : {};
}
