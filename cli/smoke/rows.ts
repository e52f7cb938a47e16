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
import { frontKey } from './rows/front-key.ts';
import { frontPatience } from './rows/front-patience.ts';
import { health } from './rows/health.ts';
import { ipRefusal } from './rows/ip-refusal.ts';
import { ipRefusalAtTheFront } from './rows/ip-refusal-at-the-front.ts';
import { queryThroughTheFront } from './rows/query-through-the-front.ts';

/**
 * In the order in which they are asked. What must be served at the front comes before what causes an error there: an error
 * that is kept against the assumption would be blamed on the others. Rows under one fault are neighbours, and share it.
 */
export const ROWS: readonly Row[] = [
  health,
  directUnsigned,
  directBody,
  authorizationGet,
  authorizationPost,
  queryThroughTheFront,
  errorPageIsNotCached,
  errorPageGet,
  errorPagePost,
  foreignAuthorizationAtStatic,
  audio,
  conditionalPut,
  ipRefusal,
  ipRefusalAtTheFront,
  frontKey,
  throttleStatus,
  timeoutStatus,
  frontPatience,
  crashStatus,
];
