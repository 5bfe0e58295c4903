// Loaded into the program before it starts: what it does on Windows by code, as far as it depends on the name alone.
Object.defineProperty(process, 'platform', { value: 'win32' });
