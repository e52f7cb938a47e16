import type { RegionalOutputs } from './outputs.ts';

/** Where a region's answers are asked for. */
export interface WebhookUrls {
  readonly answer: string;
  readonly event: string;
  readonly websocketDisconnected: string;
}

type Urls = Pick<
  RegionalOutputs,
  'AnswerUrl' | 'EventUrl' | 'WebsocketDisconnectedUrl' | 'ApiUrl' | 'DomainTarget'
>;

/** The name that leads to this region or to the other one; undefined where it is deployed without a domain. */
export const domainOf = ({ DomainTarget, AnswerUrl }: Urls): string | undefined =>
  DomainTarget === undefined ? undefined : new URL(AnswerUrl).host;

/**
 * As Vonage is told them: by its domain where it has one, which Route 53 may lead to the other region; by its own address
 * where a region is named to answer.
 */
export const toldUrls = (regional: Urls, primary: string | undefined): WebhookUrls =>
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
