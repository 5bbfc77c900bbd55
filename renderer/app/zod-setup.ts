import { z } from 'zod';

/** The content security policy forbids `eval`, which zod would otherwise try for speed. Imported before any schema. */
z.config({ jitless: true });
