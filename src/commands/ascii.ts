/** Whether only ASCII may be shown. */
import { knowsUnicode } from '../terminal/capabilities.ts';
import { language } from '../text/text.ts';

/** True where the locale is not UTF-8. Who asks for Chinese by --lang has a terminal that shows it all the same. */
export const asciiOnly = (): boolean => !knowsUnicode(process.env) && language() === 'en';
