// Pulumi waits for a dedicated API gateway (Huawei Cloud, Open Telekom Cloud) to be created before it goes on.
package apig
