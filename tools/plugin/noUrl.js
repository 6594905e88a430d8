exports.URL = URL;
