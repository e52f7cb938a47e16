import type { Row } from './row.ts';
import { audio } from './rows/audio.ts';
import { authorizationGet, authorizationPost } from './rows/authorization.ts';
import { conditionalPut } from './rows/conditional-put.ts';
import { directBody } from './rows/direct-body.ts';
import { directUnsigned } from './rows/direct-unsigned.ts';
import { errorPageGet, errorPagePost } from './rows/error-page.ts';
import { errorPageIsNotCached } from './rows/error-page-is-not-cached.ts';
import { crashStatus, throttleStatus, timeoutStatus } from './rows/failure-status.ts';
import { foreignAuthorizationAtStatic } from './rows/foreign-authorization-at-static.ts';
import { distributionKey } from './rows/distribution-key.ts';
import { distributionTimeouts } from './rows/distribution-timeouts.ts';
import { health } from './rows/health.ts';
import { ipRefusal } from './rows/ip-refusal.ts';
import { ipRefusalAtTheDistribution } from './rows/ip-refusal-at-the-distribution.ts';
import { ownSecrets } from './rows/own-secrets.ts';
import { pathParameter } from './rows/path-parameter.ts';
import { queryThroughTheDistribution } from './rows/query-through-the-distribution.ts';

/**
 * In the order in which they are checked. Rows that need an answer through the distribution come before rows that cause an error
 * there: if CloudFront cached that error, the other rows would report it as theirs. Rows with the same fault stand together.
 */
export const ROWS: readonly Row[] = [
  health,
  directUnsigned,
  directBody,
  pathParameter,
  authorizationGet,
  authorizationPost,
  queryThroughTheDistribution,
  errorPageIsNotCached,
  errorPageGet,
  errorPagePost,
  foreignAuthorizationAtStatic,
  audio,
  conditionalPut,
  ownSecrets,
  ipRefusal,
  ipRefusalAtTheDistribution,
  distributionKey,
  throttleStatus,
  timeoutStatus,
  distributionTimeouts,
  crashStatus,
];
