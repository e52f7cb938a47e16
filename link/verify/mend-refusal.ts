/** What to do about a code with which the functions refuse a signed probe; undefined where nothing special is known. */
export function mendRefusal(code: string | undefined, region: string): string | undefined {
  switch (code) {
    case 'secret-not-configured':
      return `put the account's signature secret into the secret of ${region}`;
    case 'signature-mismatch':
      return `make the secret of ${region} the account's signature secret; or the one given to verify is not it`;
    case 'secrets-unavailable':
      return `look why the functions of ${region} cannot read their secret: its policy, or Secrets Manager there`;
    case 'api-key-unknown':
    case 'application-unknown':
      return 'add the key or the application under vonage in infra/settings/settings.ts, then deploy';
    case 'token-expired':
    case 'token-from-the-future':
      return "set this machine's clock: signed requests are good for some minutes";
    case 'configuration':
      return `deploy ${region} again: its functions cannot read their settings`;
    default:
      return undefined;
  }
}
