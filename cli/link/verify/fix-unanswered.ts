import { regionalOutputs } from '../../../contracts/outputs.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import type { ApplyCommand } from './apply-command.ts';
import type { HttpAnswer } from '../../kit/send-http.ts';
import type { Probed } from './probe-webhooks.ts';
import type { ProbedHalf } from './probe-halves.ts';

/** How one knows whether a region has answered. */
export interface Knowledge {
  /** The body that a distribution serves if its region fails; undefined if unknown. */
  readonly staticBody: string | undefined;
  /** Whether a healthy region answers this machine with more than a refusal or the static NCCO. */
  readonly isAllowed: boolean;
  /** How each region answers by the domain; none without one. */
  readonly halves: readonly ProbedHalf[];
}

/**
 * How to fix a URL that is unreachable or answers wrongly: link the other region, or the other distribution, if that one
 * answers; otherwise no other link would help.
 */
export function fixUnanswered(
  { linked, asked }: Probed,
  webhooks: readonly Probed[],
  outputs: OutputsFile,
  apply: ApplyCommand,
  knowledge: Knowledge,
): string {
  if (asked === undefined) return apply.asExpected;
  const { region, domain, isDistribution } = asked.owner;
  if (domain !== undefined) return fixDomain(domain, outputs, apply, knowledge);
  const { primary, secondary } = regionalOutputs(outputs);
  const other = region === primary.Region ? secondary.Region : primary.Region;
  const lookAfter = `check ${region}`;
  if (linked.webhook === 'fallback_answer_url')
    return isDistribution && asked.answer.kind === 'failed'
      ? `if CloudFront is down: ${apply.instead({ primary: isByDomain(webhooks) ? undefined : other, fallback: 'direct' })}`
      : `${lookAfter}: its /fallback function, its secret, its logs`;
  const ofOther = webhooks.flatMap(({ asked: each }) => (each?.owner.region === other ? [each.answer] : []));
  if (ofOther.some((answer) => hasAnswered(answer, knowledge)))
    return `${apply.instead({ primary: other, fallback: 'distribution' })}, until ${region} is healthy again`;
  return `${lookAfter}: ${whyNoSwap(other, ofOther, apply)}`;
}

/** A region that answers wrongly is not one that does not answer: what helps is not the same. */
function whyNoSwap(other: string, answers: readonly HttpAnswer[], apply: ApplyCommand): string {
  if (answers.length === 0)
    return `it is not known whether ${other} answers, since no URL of it is linked (${apply.other('verify', other)} checks it)`;
  return answers.every(({ kind }) => kind === 'failed')
    ? `${other} does not answer either, so a swap would not help`
    : `${other} answers, but not as expected (see its own line), so a swap would not help until that is fixed`;
}

const isByDomain = (webhooks: readonly Probed[]): boolean =>
  webhooks.some(({ asked }) => asked?.owner.domain !== undefined);

/** Around the name, to a region that answers: the fallback's first, since the name leads to the other one by itself. */
function fixDomain(domain: string, outputs: OutputsFile, apply: ApplyCommand, { halves }: Knowledge): string {
  const { primary, secondary } = regionalOutputs(outputs);
  const well = [secondary, primary].find(({ Region }) =>
    halves.some(
      ({ region, answer }) => region === Region && answer.kind === 'answered' && answer.status === 200,
    ),
  );
  return well === undefined
    ? `check ${primary.Region} and ${secondary.Region}: neither is healthy by that name, so no swap would help`
    : `if this lasts 3 minutes (the time in which Route 53 moves the name): ${apply.instead({ primary: well.Region, fallback: 'distribution' })}, until ${domain} answers again`;
}

const hasAnswered = (answer: HttpAnswer, { staticBody, isAllowed }: Knowledge): boolean =>
  answer.kind === 'answered' && (!isAllowed || (answer.status === 200 && answer.body !== staticBody));
