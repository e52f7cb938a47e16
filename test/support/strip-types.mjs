// Jest's transform: the types are blanked out by Node's own type stripping, as where Node runs the files itself. Every position
// stays, so that no source map is needed.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
