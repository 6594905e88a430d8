// The engine's gRPC service for providers, in front of the plugins of a process. What is not here the engine is told is not
// implemented.
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Call, Failure, Values } from "./plugin";
import type { Runs } from "./runs";
import { revealed, secretsIn, structOf, valuesOf, wireError, withSecrets } from "./values";

/** Serves on a free port of this machine. Ends with `close`. */
export async function serve(runs: Runs): Promise<{ readonly port: number; close(): void }> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const service: Partial<IResourceProviderServer> = { ...aboutItself(runs), ...ofResources(runs) };
  server.addService(ResourceProviderService, service as unknown as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((done, fail) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? fail(error) : done(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

function aboutItself(runs: Runs): Partial<IResourceProviderServer> {
  const plugin = runs.about;
  return {
    getPluginInfo: unary(() => new PluginInfo().setVersion(plugin.version)),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(plugin.schema()))),
    checkConfig: unary((request: messages.CheckRequest, connection) => {
      const given = valuesOf(request.getNews());
      const asked = runs.pluginOf(connection);
      const { failures, dropped } = asked.checkSettings(revealed(given) as Values, nameOf(request), secretsIn(given));
      const kept = Object.fromEntries(Object.entries(given).filter(([key]) => !dropped.includes(key)));
      return new messages.CheckResponse()
        .setInputs(structOf(withSecrets(kept, plugin.secretSettings())))
        .setFailuresList(failures.map(failureOf));
    }),
    configure: unary((request: messages.ConfigureRequest, connection) => {
      runs.configure(connection, revealed(valuesOf(request.getArgs())) as Values, nameOf(request));
      // The engine keeps by itself secret what comes back under the name of a secret input.
      return new messages.ConfigureResponse().setAcceptsecrets(false);
    }),
    cancel: unary((_, connection) => {
      runs.cancel(connection);
      return new Empty();
    }),
    attach: unary((request, connection) => {
      runs.attach(connection, request.getAddress());
      return new Empty();
    }),
    invoke: unary(async (request: messages.InvokeRequest, connection) => {
      const { result, failures = [] } = await runs
        .pluginOf(connection)
        .invoke(request.getTok(), valuesOf(request.getArgs()));
      const response = new messages.InvokeResponse().setFailuresList(failures.map(failureOf));
      return result ? response.setReturn(structOf(result)) : response;
    }),
  };
}

function ofResources(runs: Runs): Partial<IResourceProviderServer> {
  const by = (connection: string) => runs.pluginOf(connection);
  return {
    check: unary((request: messages.CheckRequest, connection) =>
      new messages.CheckResponse()
        .setInputs(request.getNews())
        .setFailuresList(by(connection).check(valuesOf(request.getNews())).map(failureOf)),
    ),
    diff: unary((request: messages.DiffRequest, connection) => {
      const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      const found = by(connection).diff(request.getId(), olds, news, valuesOf(request.getOldInputs()));
      const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
      const response = new messages.DiffResponse().setChanges(found.changes ? DIFF_SOME : DIFF_NONE);
      return response.setReplacesList(found.replaces).setDiffsList(found.diffs);
    }),
    create: unary(async (request: messages.CreateRequest, connection) => {
      const { id, outs } = await by(connection).create(valuesOf(request.getProperties()), callOf(request));
      return new messages.CreateResponse().setId(id).setProperties(structOf(outs));
    }),
    update: unary(async (request: messages.UpdateRequest, connection) => {
      const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
      const { outs } = await by(connection).update(request.getId(), olds, news, callOf(request));
      return new messages.UpdateResponse().setProperties(structOf(outs));
    }),
    read: unary(async (request: messages.ReadRequest, connection) => {
      const inputs = request.hasInputs() ? valuesOf(request.getInputs()) : undefined;
      const state = valuesOf(request.getProperties());
      const found = await by(connection).read(request.getId(), state, inputs, callOf(request));
      const response = new messages.ReadResponse();
      if (!found) return response;
      if (found.inputs) response.setInputs(structOf(found.inputs));
      return response.setId(found.id).setProperties(structOf(found.outs));
    }),
    delete: unary(() => new Empty()),
  };
}

/** `connection` is the address of its other end. */
function unary<Request, Response>(
  answer: (request: Request, connection: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return async (call, done) => {
    try {
      done(null, await answer(call.request, call.getPeer()));
    } catch (error) {
      // Whatever it is, the engine waits for an answer.
      done(wireError(error));
    }
  };
}

/** The timeout is from `customTimeouts`; 0 if none is given. */
function callOf(request: { getUrn(): string; getTimeout(): number }): Call {
  const seconds = request.getTimeout();
  // More digits than milliseconds would be written with an exponent.
  return { urn: request.getUrn(), timeout: seconds > 0 ? `${Math.max(1, Math.round(seconds * 1000))}ms` : undefined };
}

/** The name of a provider: the rest of its urn, which may hold colons or be empty. Engines that do not tell it when they configure one are taken to mean their own. */
function nameOf(request: { getUrn(): string | undefined }): string {
  const urn = request.getUrn();
  return urn ? urn.split("::").slice(3).join("::") : "default";
}

function failureOf({ property, reason }: Failure): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}
