import { describe, expect, it } from 'vitest';
import { findPlaces } from '../../src/store/paths.ts';

const on = (platform: NodeJS.Platform, environment: Record<string, string>) =>
  findPlaces({
    environment,
    platform,
    home: platform === 'win32' ? 'C:\\Users\\ana' : '/home/ana',
    workingDirectory: platform === 'win32' ? 'C:\\work' : '/some',
  });

describe('places', () => {
  it('are the XDG defaults on Linux', () => {
    expect(on('linux', {})).toEqual({
      data: '/home/ana/.local/share/hotwash',
      sessions: '/home/ana/.local/share/hotwash/sessions',
      scenarios: '/home/ana/.local/share/hotwash/scenarios',
      catalogue: '/home/ana/.local/share/hotwash/catalogue.json',
      settings: '/home/ana/.config/hotwash/settings.json',
    });
  });

  it('follow the XDG variables, but not a relative one', () => {
    const places = on('linux', { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: 'relative' });
    expect(places.sessions).toBe('/data/hotwash/sessions');
    expect(places.settings).toBe('/home/ana/.config/hotwash/settings.json');
  });

  it('all lie in HOTWASH_HOME when that is set', () => {
    const places = on('linux', { HOTWASH_HOME: 'here', XDG_DATA_HOME: '/data' });
    expect(places.catalogue).toBe('/some/here/catalogue.json');
    expect(places.settings).toBe('/some/here/settings.json');
    expect(on('linux', { HOTWASH_HOME: '' }).data).toBe('/home/ana/.local/share/hotwash');
  });

  it('are the platform’s own elsewhere', () => {
    expect(on('darwin', {}).data).toBe('/home/ana/Library/Application Support/hotwash');
    expect(on('win32', { LOCALAPPDATA: 'C:\\L', APPDATA: 'C:\\R' })).toMatchObject({
      sessions: 'C:\\L\\hotwash\\sessions',
      settings: 'C:\\R\\hotwash\\settings.json',
    });
    expect(on('win32', {}).data).toBe('C:\\Users\\ana\\AppData\\Local\\hotwash');
  });
});
