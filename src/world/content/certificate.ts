import { fromHex, hex, textOf, utf8 } from './bytes.ts';
import { bitString, der, elementsOf, integer, objectId, octetString, sequence, text } from './der.ts';
import { compact } from './instant.ts';

/** Who signs: the workload's identity (a URL, or a mail address) and the service that vouches for it. */
export interface Signer {
  readonly identity: string;
  readonly issuer: string;
}

// A keyless certificate lives for ten minutes; only the transparency log tells later that it was used in time.
const LIFE = 600;

// The generator point of P-256: a valid public key whose private key is known to be 1, so it can protect nothing.
const PUBLIC_POINT = fromHex(
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
);
const FAKE_SIGNATURE = utf8('not a signature: made for a drill');

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const EC_PUBLIC_KEY = objectId('1.2.840.10045.2.1');
const P256 = objectId('1.2.840.10045.3.1.7');
const ALTERNATIVE_NAME = '2.5.29.17';
const ISSUER = '1.3.6.1.4.1.57264.1.8';
const CODE_SIGNING = objectId('1.3.6.1.5.5.7.3.3');

/**
 * An X.509 certificate as a keyless signing service issues it, in DER: no subject, the identity as its alternative
 * name, the issuer in the extension 57264.1.8. Well-formed, and plainly fake: nothing in it can be verified.
 */
export function certificateOf(signer: Signer, notBefore: number, serial: number): Uint8Array {
  const body = sequence(
    der(0xa0, integer(2)),
    integer(serial),
    ECDSA_WITH_SHA256,
    sequence(attribute('2.5.4.10', 'drill.example'), attribute('2.5.4.3', 'fake-signing-intermediate')),
    sequence(time(notBefore), time(notBefore + LIFE)),
    sequence(),
    sequence(sequence(EC_PUBLIC_KEY, P256), bitString(PUBLIC_POINT)),
    der(0xa3, sequence(...extensions(signer))),
  );
  return sequence(body, ECDSA_WITH_SHA256, bitString(FAKE_SIGNATURE));
}

/** Who signs, read back from the bytes of such a certificate; refuses one without an alternative name or an issuer. */
export function signerOf(certificate: Uint8Array): Signer {
  const [body] = elementsOf(inner(certificate));
  const tagged = elementsOf(body?.body ?? certificate).find((one) => one.tag === 0xa3);
  const values = new Map<string, Uint8Array>();
  for (const one of elementsOf(inner(tagged?.body ?? new Uint8Array(0)))) {
    const parts = elementsOf(one.body);
    const value = parts.at(-1)?.body;
    if (value !== undefined) values.set(hex(parts[0]?.body ?? value), value);
  }
  const read = (id: string, steps: number): string => {
    let value = values.get(hex(inner(objectId(id))));
    for (let step = 0; step < steps && value !== undefined; step += 1) value = elementsOf(value)[0]?.body;
    if (value === undefined) throw new RangeError(`no extension ${id} in the certificate`);
    return textOf(value);
  };
  return { identity: read(ALTERNATIVE_NAME, 2), issuer: read(ISSUER, 1) };
}

function inner(element: Uint8Array): Uint8Array {
  return elementsOf(element)[0]?.body ?? new Uint8Array(0);
}

function extensions(signer: Signer): readonly Uint8Array[] {
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(signer.identity);
  const name = der(isUrl ? 0x86 : 0x81, utf8(signer.identity));
  return [
    extension('2.5.29.37', sequence(CODE_SIGNING)),
    // With an empty subject the alternative name must be critical (RFC 5280 §4.2.1.6).
    extension(ALTERNATIVE_NAME, sequence(name), true),
    extension(ISSUER, text(signer.issuer)),
  ];
}

function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? [der(0x01, Uint8Array.of(0xff))] : [];
  return sequence(objectId(id), ...flag, octetString(value));
}

function attribute(id: string, value: string): Uint8Array {
  return der(0x31, sequence(objectId(id), text(value)));
}

// Up to 2049 a time has two digits of the year, from 2050 on four (RFC 5280 §4.1.2.5).
function time(seconds: number): Uint8Array {
  const whole = compact(seconds);
  const short = whole >= '1950' && whole < '2050';
  return short ? der(0x17, utf8(whole.slice(2))) : der(0x18, utf8(whole));
}
