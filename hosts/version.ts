import packageJson from '../package.json' with { type: 'json' };

/** The product's version, as it is shown, recorded with decisions and printed by `fairdoc --version`. */
export const VERSION: string = packageJson.version;
