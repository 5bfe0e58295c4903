/** The data file with the error codes of SMS, as a module: the bundle puts it into a file of its own. */
import data from './service-codes.json' with { type: 'json' };

export { data };
