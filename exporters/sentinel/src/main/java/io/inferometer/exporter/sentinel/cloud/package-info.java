/**
 * Which cloud this machine runs in, by the metadata services that clouds offer at link-local addresses.
 *
 * <p>Data flow: {@link io.inferometer.exporter.sentinel.cloud.CloudDiscovery} asks all vendors at the same time. Each
 * {@code CloudVendor} recognises its own service by something that no other has, and then asks it for region, zone and type of the
 * machine. Of several that recognise theirs, the first of the list is believed.
 *
 * <pre>{@code
 * PUT http://169.254.169.254/latest/api/token               → a token
 * GET http://169.254.169.254/latest/meta-data/services/domain → amazonaws.com: it is AWS
 * }</pre>
 *
 * <p>Threading rule: one thread for each vendor, for one discovery, beside the thread that waits for them.
 *
 * <p>Bounded: a request takes at most a second, a discovery three; an answer has at most a mebibyte, a field at most 128 characters.
 * Requests follow no redirect, resolve no name, use no proxy and nothing else that the application configures, and are made once.
 */
package io.inferometer.exporter.sentinel.cloud;
