import { areTimeoutsOfVonage, timeoutsOfVonage } from './check-outputs.ts';
import { fallbackUrlOf, regionalOutputs } from './outputs.ts';
import type { OutputsFile, RegionalOutputs, VoiceTimeouts, WebhookTimeoutsJson } from './outputs.ts';
import { webhookUrlsOf } from './webhook-urls.ts';

export interface WebhookJson extends WebhookTimeoutsJson {
  readonly address: string;
  readonly http_method: 'GET' | 'POST';
}

/** `capabilities.voice` exactly as it is PUT to the Applications API. */
export interface VoiceCapability {
  readonly webhooks: {
    readonly answer_url: WebhookJson;
    readonly fallback_answer_url: WebhookJson;
    readonly event_url: WebhookJson;
  };
  readonly signed_callbacks: boolean;
}

export interface Choice {
  /** Whose fallback: an application may have a distribution of its own. Default: one that has the common static NCCO. */
  readonly applicationId?: string;
  /**
   * Region that answers, at its own address even where there is a domain; the other region is its fallback. Default: the
   * domain, or the region deployed as primary.
   */
  readonly primary?: string;
  /** `direct` bypasses the secondary's CloudFront distribution, and with it the static tier: for when CloudFront is down. */
  readonly fallback?: 'distribution' | 'direct';
  /** Timeouts that `tune` recommends, instead of the deployed ones. */
  readonly timeouts?: VoiceTimeouts;
}

/**
 * The region that answers, then its fallback.
 * @throws Error naming what is missing from the outputs, or the regions that there are
 */
export const inOrder = (
  outputs: OutputsFile,
  primary: string | undefined,
): readonly [RegionalOutputs, RegionalOutputs] => {
  const regional = regionalOutputs(outputs);
  if (primary === undefined || primary === regional.primary.Region)
    return [regional.primary, regional.secondary];
  if (primary === regional.secondary.Region) return [regional.secondary, regional.primary];
  throw new Error(
    `Expected ${regional.primary.Region} or ${regional.secondary.Region} as the primary region, found ${primary}.`,
  );
};

/** The timeouts in a voice capability. */
export const timeoutsOf = ({ webhooks }: VoiceCapability): VoiceTimeouts => {
  const of = ({ connect_timeout, socket_timeout }: WebhookJson): WebhookTimeoutsJson => ({
    connect_timeout,
    socket_timeout,
  });
  return {
    answer_url: of(webhooks.answer_url),
    event_url: of(webhooks.event_url),
    fallback_answer_url: of(webhooks.fallback_answer_url),
  };
};

/** Only the two keys that the API knows: it answers 400 to any other (vonage-dotnet-sdk #625). */
const deployedTimeoutsOf = (outputs: RegionalOutputs, webhook: keyof VoiceTimeouts): WebhookTimeoutsJson => {
  const text = outputs.VoiceTimeouts;
  let value: Partial<VoiceTimeouts> | undefined;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    value = undefined;
  }
  const { connect_timeout, socket_timeout } = value?.[webhook] ?? {};
  if (!areTimeoutsOfVonage(webhook, value?.[webhook])) {
    throw new Error(
      `Expected VoiceTimeouts of ${outputs.Region} to hold ${timeoutsOfVonage(webhook)}, found ${text}. To fix this: npm run deploy.`,
    );
  }
  return { connect_timeout, socket_timeout } as WebhookTimeoutsJson;
};

/**
 * The voice capability for the Applications API: one region answers, the other one is its fallback.
 * answer_url and event_url are POST, since the signature covers a POST's raw bytes; a GET's hash depends
 * on the query's order, which API Gateway does not promise.
 * @throws Error naming what is missing from the outputs
 */
export const voiceCapability = (
  outputs: OutputsFile,
  { applicationId, primary, fallback = 'distribution', timeouts }: Choice = {},
): VoiceCapability => {
  const [first, second] = inOrder(outputs, primary);
  const urls = webhookUrlsOf(first, primary);
  const of = (region: RegionalOutputs, webhook: keyof VoiceTimeouts): WebhookTimeoutsJson =>
    timeouts?.[webhook] ?? deployedTimeoutsOf(region, webhook);
  return {
    webhooks: {
      answer_url: { address: urls.answer, http_method: 'POST', ...of(first, 'answer_url') },
      fallback_answer_url: {
        address:
          fallback === 'distribution' ? fallbackUrlOf(second, applicationId) : second.FallbackDirectUrl,
        http_method: second.FallbackMethod,
        ...of(second, 'fallback_answer_url'),
      },
      event_url: { address: urls.event, http_method: 'POST', ...of(first, 'event_url') },
    },
    signed_callbacks: true,
  };
};
