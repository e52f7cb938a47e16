import { npmRun } from '../../kit/npm-run.ts';
/** What to do about a code with which the functions refuse a signed probe; undefined where nothing special is known. */
export function fixRefusal(code: string | undefined, region: string): string | undefined {
  switch (code) {
    case 'secret-not-configured':
      return `${npmRun('rotate stage')}: the secret of ${region} is still the placeholder`;
    case 'signature-mismatch':
      return `${npmRun('rotate status')}: ${region} holds another secret than the one given to verify, which should be Vonage's`;
    case 'secrets-unavailable':
      return `check why the functions of ${region} cannot read their secret: its policy, or Secrets Manager in that region`;
    case 'api-key-unknown':
    case 'application-unknown':
      return 'add the key or the application under vonage in settings.ts, then deploy';
    case 'token-expired':
    case 'token-from-the-future':
      return "set this machine's clock: signed requests are valid for some minutes";
    case 'configuration':
      return `deploy ${region} again: its functions cannot read their settings`;
    default:
      return undefined;
  }
}
