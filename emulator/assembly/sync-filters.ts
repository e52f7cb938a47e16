/**
 * `--exclude` and `--include` of `aws s3 sync`, in the order in which BucketDeployment gives them: all
 * excludes, then all includes; the last pattern that matches decides.
 */
export function isSelected(
  fileName: string,
  filters: { readonly exclude: readonly string[]; readonly include: readonly string[] },
): boolean {
  const matches = (pattern: string): boolean => toRegExp(pattern).test(fileName);
  return filters.include.some(matches) || !filters.exclude.some(matches);
}

/** `*` crosses folders; `?` is one character; `[abc]` and `[!abc]` are classes. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\[!?[^\]]+\]|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1) return part.replace('[!', '[^');
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
}
