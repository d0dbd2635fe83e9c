/** A jq program as a tree. */
export type Filter =
  | { readonly is: 'identity' }
  | { readonly is: 'recurse' }
  | { readonly is: 'literal'; readonly value: null | boolean | number }
  | { readonly is: 'text'; readonly parts: readonly (string | Filter)[]; readonly format: string | null }
  | { readonly is: 'format'; readonly name: string }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'index'; readonly of: Filter; readonly key: Filter }
  | { readonly is: 'slice'; readonly of: Filter; readonly from: Filter | null; readonly to: Filter | null }
  | { readonly is: 'each'; readonly of: Filter }
  | { readonly is: 'try'; readonly of: Filter }
  | { readonly is: 'pipe'; readonly left: Filter; readonly right: Filter }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly is: 'negate'; readonly of: Filter }
  | { readonly is: 'list'; readonly of: Filter | null }
  | { readonly is: 'object'; readonly entries: readonly (readonly [Filter, Filter])[] }
  | { readonly is: 'if'; readonly test: Filter; readonly then: Filter; readonly otherwise: Filter }
  | { readonly is: 'as'; readonly source: Filter; readonly name: string; readonly body: Filter }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Filter[] };
