import type { RegionalOutputs } from './outputs.ts';

/** URLs of a region's webhooks. */
export interface WebhookUrls {
  readonly answer: string;
  readonly event: string;
  readonly websocketDisconnected: string;
}

type Urls = Pick<
  RegionalOutputs,
  'AnswerUrl' | 'EventUrl' | 'WebsocketDisconnectedUrl' | 'ApiUrl' | 'DomainTarget'
>;

/** The domain, which Route 53 points to this region or the other one; undefined without a domain. */
export const domainOf = ({ DomainTarget, AnswerUrl }: Urls): string | undefined =>
  DomainTarget === undefined ? undefined : new URL(AnswerUrl).host;

/**
 * The URLs that are configured at Vonage: at the domain if there is one, which Route 53 may point to the other region; at the
 * region's own address if a primary region is named.
 */
export const webhookUrlsOf = (regional: Urls, primary: string | undefined): WebhookUrls =>
  primary === undefined ? deployedUrls(regional) : ownUrls(regional);

const deployedUrls = ({ AnswerUrl, EventUrl, WebsocketDisconnectedUrl }: Urls): WebhookUrls => ({
  answer: AnswerUrl,
  event: EventUrl,
  websocketDisconnected: WebsocketDisconnectedUrl,
});

const ownUrls = ({ ApiUrl }: Urls): WebhookUrls => ({
  answer: `${ApiUrl}/answer`,
  event: `${ApiUrl}/event`,
  websocketDisconnected: `${ApiUrl}/websocket-disconnected`,
});
