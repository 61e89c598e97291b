/** What the samples' command lines share. Stateless; everything is checked before anything starts. */
package io.inferometer.sample.flags;
