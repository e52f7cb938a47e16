import type { OutputsFile } from '../../../contracts/outputs.ts';
import { drift, notChecked, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import type { LinkedWebhook } from './linked-webhooks.ts';
import { ownerOf, regionOf } from './whose-url.ts';

const ABOUT = 'independence';

/** What answers when the first URLs do not must share neither their host nor their region. */
export function checkIndependence(
  webhooks: readonly LinkedWebhook[],
  outputs: OutputsFile,
  fix: string,
): readonly Finding[] {
  const fallback = webhooks.find(({ webhook }) => webhook === 'fallback_answer_url');
  const first = webhooks.filter(({ webhook }) => webhook !== 'fallback_answer_url');
  if (fallback === undefined)
    return [
      drift(ABOUT, 'expected a fallback_answer_url, found none: a call ends when the primary fails', fix),
    ];
  const shared = first.flatMap((each) => sharedBy(each, fallback, outputs, fix));
  if (shared.length > 0) return shared;
  const answering = first.map(({ address }) => answererOf(address, outputs));
  const fallbackRegion = regionOf(fallback.address, outputs);
  if (fallbackRegion === undefined || answering.length === 0 || answering.includes(undefined))
    return [notChecked(ABOUT, 'the region of a URL is not known', fix)];
  const by =
    ownerOf(fallback.address, outputs)?.isDistribution === true
      ? 'through its CloudFront distribution'
      : 'to its API';
  return [
    ok(
      ABOUT,
      `answer and event URL lead to ${[...new Set(answering)].join(' and ')}, the fallback URL to ${fallbackRegion}, ${by}`,
    ),
  ];
}

/** For people: a region, or the domain with the region that it leads to first. */
function answererOf(address: string, outputs: OutputsFile): string | undefined {
  const owner = ownerOf(address, outputs);
  return owner?.domain === undefined ? regionOf(address, outputs) : `${owner.domain} (${owner.region} first)`;
}

function sharedBy(
  { webhook, address }: LinkedWebhook,
  fallback: LinkedWebhook,
  outputs: OutputsFile,
  fix: string,
): readonly Finding[] {
  const { host } = new URL(address);
  if (host === new URL(fallback.address).host)
    return [
      drift(ABOUT, `expected another host in fallback_answer_url than in ${webhook}, found ${host}`, fix),
    ];
  const region = regionOf(address, outputs);
  if (region === undefined || region !== regionOf(fallback.address, outputs)) return [];
  return [
    drift(ABOUT, `expected fallback_answer_url in another region than ${webhook}, found ${region}`, fix),
  ];
}
