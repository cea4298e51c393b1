// Keys and selecting words. Every page works without it.
"use strict";
