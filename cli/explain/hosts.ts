import type { Webhook } from './set-up.ts';

/** Why one failure takes both webhooks down; undefined: nothing is known that would. */
export type SharedFate = 'host' | 'region' | 'certificate';

/** What a host's name says about where it is. The region is one capture. */
const REGIONAL: readonly RegExp[] = [
  // AWS: API Gateway, Lambda function URLs, load balancers, S3.
  /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/,
  /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/,
  /\.([a-z0-9-]+)\.elb\.amazonaws\.com$/,
  /(?:^|\.)s3[.-]([a-z0-9-]+)\.amazonaws\.com$/,
  /\.s3-website[.-]([a-z0-9-]+)\.amazonaws\.com$/,
  // Google Cloud Functions of the first generation, App Engine, Azure.
  /^([a-z]+-[a-z]+\d)-[^.]+\.cloudfunctions\.net$/,
  /\.([a-z]{2})\.r\.appspot\.com$/,
  /\.([a-z0-9]+-\d\d)\.azurewebsites\.net$/,
];

/** Undefined where the name does not say. */
export const regionOf = (host: string): string | undefined =>
  REGIONAL.map((pattern) => pattern.exec(host)?.[1]).find((region) => region !== undefined);

/** `voice.example.com` and `backup.example.com` may share a wildcard certificate; addresses of a cloud provider are its own. */
function domainOf(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '');
  if (
    /\.(amazonaws\.com|on\.aws|cloudfront\.net|cloudfunctions\.net|appspot\.com|azurewebsites\.net|herokuapp\.com)$/.test(
      name,
    )
  )
    return undefined;
  const labels = name.split('.');
  return labels.length < 3 || /^[\d.]+$/.test(name) ? undefined : labels.slice(1).join('.');
}

/** The strongest tie between two webhooks. */
export function sharedFate(one: Webhook, other: Webhook): SharedFate | undefined {
  if (one.host === other.host) return 'host';
  const region = regionOf(one.host);
  if (region !== undefined && region === regionOf(other.host)) return 'region';
  const domain = domainOf(one.host);
  return domain !== undefined && domain === domainOf(other.host) ? 'certificate' : undefined;
}

/** A server that cannot answer Vonage's request, whatever it holds. */
export interface StaticHost {
  /** For people: `an S3 object`. */
  readonly what: string;
  /** Undefined: it can. */
  readonly refusal:
    { readonly status: number; readonly contentType?: string; readonly why: string } | undefined;
}

/**
 * What is known of a host that serves files.
 * @param isSigned Vonage sends an Authorization header
 */
export function staticHost({ host, method }: Webhook, isSigned: boolean): StaticHost | undefined {
  if (/(^|\.)s3[.-]([a-z0-9-]+\.)?amazonaws\.com$/.test(host)) {
    const what = 'an S3 object';
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html: MethodNotAllowed
    if (method === 'POST')
      return { what, refusal: { status: 405, why: 'S3 answers 405 to the POST of a web client' } };
    // Einstore/Einstore #152: a GET of a public object with a bearer token.
    const why =
      'S3 answers 400 (Unsupported Authorization Type) to the Authorization header of a signed callback';
    return { what, refusal: isSigned ? { status: 400, why } : undefined };
  }
  if (/(^|\.)s3-website[.-]/.test(host))
    return {
      what: 'a website of S3',
      refusal: method === 'POST' ? { status: 405, why: 'an S3 website answers 405 to a POST' } : undefined,
    };
  if (host === 'raw.githubusercontent.com' || host === 'gist.githubusercontent.com')
    return {
      what: 'a raw file of GitHub',
      refusal: {
        status: 200,
        contentType: 'text/plain',
        why: 'GitHub serves raw files as text/plain, and an NCCO must be application/json',
      },
    };
  return undefined;
}

/** A tunnel to somebody's own computer. */
export const isTunnel = (host: string): boolean =>
  /(^|\.)(ngrok\.io|ngrok\.app|ngrok\.dev|ngrok-free\.app|ngrok-free\.dev|loca\.lt|trycloudflare\.com|serveo\.net)$/.test(
    host,
  );

/** Vonage cannot reach it from outside. */
export const isPrivate = (host: string): boolean =>
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(host);
