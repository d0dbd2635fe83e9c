// Stands in the bundle for the cookie jar that msw brings for browsers and never opens in Node: with its list of public
// suffixes it would be a tenth of the package.
export class Cookie {}
export class CookieJar {}
export class MemoryCookieStore {}
